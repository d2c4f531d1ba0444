/**
 * Replaces what stands between an opening and the next closing mark. Linear in the length of the text, also when
 * it is full of marks that never close: where no closing one follows, none of the later openings has one either.
 * Both patterns need the flag `g`.
 */
export function replaceBetween(
  text: string,
  marks: { open: RegExp; close: RegExp },
  write: (opened: RegExpExecArray, inner: string, all: string) => string,
): string {
  const { open, close } = marks;
  let done = '';
  let at = 0;
  for (;;) {
    open.lastIndex = at;
    const opened = open.exec(text);
    if (!opened) break;
    const from = opened.index + opened[0].length;
    close.lastIndex = from;
    const closed = close.exec(text);
    if (!closed) break;
    const end = closed.index + closed[0].length;
    done +=
      text.slice(at, opened.index) +
      write(opened, text.slice(from, closed.index), text.slice(opened.index, end));
    at = end;
  }
  return done + text.slice(at);
}
