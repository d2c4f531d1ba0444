/** A mistake in what was typed: the message and the way it is meant, without a stack. */
export function usage(message: string, help: string): Error {
  return new Error(`${message}\n\n${help}`);
}

const isParseArgsError = (error: unknown): error is Error =>
  error instanceof Error && String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS');

/** Runs a command; what it throws is printed for people to read, and the exit code is 1. */
export async function withClearErrors(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const hint = isParseArgsError(error) ? '\nOptions come after "--": npm run COMMAND -- --help' : '';
    console.error(`\n${message}${hint}`);
    process.exitCode = 1;
  }
}
