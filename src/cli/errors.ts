/** A mistake in what was typed: the message and the way it is meant, without a stack. */
export function usage(message: string, help: string): Error {
  return new Error(`${message}\n\n${help}`);
}

const isParseArgsError = (error: unknown): error is Error =>
  error instanceof Error && String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS');

/** What the system's own names for failures mean to whoever typed a path. */
const ofFiles: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read or write there. Choose another place, or ask for the right',
  EEXIST: 'a file stands where a folder is needed. Give another name',
  EISDIR: 'a folder stands where a file is needed. Give another name',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full. Make room and run this again',
  ENOTDIR: 'a file stands where a folder is needed. Give another name',
  EROFS: 'nothing can be written there. Choose another place',
};

/** The message of an error for people to read; one of a file begins with its path. */
export function said(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const path: unknown = Reflect.get(error, 'path');
  const meaning = ofFiles[String(Reflect.get(error, 'code'))];
  return typeof path === 'string' && meaning !== undefined ? `${path}: ${meaning}.` : error.message;
}

/** Runs a command; what it throws is printed for people to read, and the exit code is 1. */
export async function withClearErrors(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const hint = isParseArgsError(error) ? '\nOptions come after "--": npm run COMMAND -- --help' : '';
    console.error(`\n${said(error)}${hint}`);
    process.exitCode = 1;
  }
}
