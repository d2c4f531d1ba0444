/**
 * `编剧` is a slip for `编辑`, which is typed with nearly the same keys, and the word for who wrote a film. What is
 * joined to it tells one from the other, or else what stands beside it.
 */
import type { CreditRole } from '../../store/schema/words.ts';
import { fold } from './fold.ts';
import type { Labelled } from './labelled.ts';
import type { Label } from './labels.ts';
import { type Line, neighbour } from './lines.ts';
import { newsroomRoles } from './role-words.ts';

type Read = ReadonlyMap<number, Labelled>;

/** Also who chose the report, and who wrote down what was said. */
const newsroom: ReadonlySet<CreditRole> = new Set([...newsroomRoles, 'selector', 'transcriber']);

/** Only of films and plays. */
const filmLine =
  /^[^\p{L}\p{N}]{0,6}(?:总导演|导演|联合导演|领衔主演|主演|主要演员|演员|片名|剧名|片长|上映|首映|首播|制片|出品|集数)[^:]{0,6}:/u;
/** Of these, and of the videos that volunteers make. */
const filmWord =
  /^(?:总?导演|编剧|原著|监制|制片人?|出品人?|摄影师?|摄像|剪辑|美术|音乐|作曲|配乐|配音|动画)$/;

const isSlip = ({ means, text }: Label): boolean => means.length > 0 && fold(text).includes('编剧');
const ofNewsroom = ({ roles }: Label): boolean => roles.some((role) => newsroom.has(role));
/** The word is joined to another role of a newsroom: `编剧&发布`. */
const isJoined = ({ roles }: Label): boolean => roles.some((role) => role !== 'editor' && newsroom.has(role));

/** Only what stands beside the line could tell. */
function isOpen(said: Labelled | undefined): boolean {
  if (!said?.labels.some((label) => isSlip(label) && !isJoined(label))) return false;
  return !said.labels.some((label) => ofNewsroom(label) && (!isSlip(label) || isJoined(label)));
}

const isNewsroomLine = (said: Labelled | undefined): boolean =>
  said !== undefined &&
  said.credits.length > 0 &&
  !said.weak &&
  !isOpen(said) &&
  said.labels.some(ofNewsroom);

const isFilmLine = (line: Line | undefined): boolean =>
  line !== undefined && !line.code && filmLine.test(fold(line.inline.plain.slice(0, 24)));

/** Lines that name screenwriters, and facts of the same film around them. */
export function findScreenwriters(lines: readonly Line[], read: Read): number[] {
  const found: number[] = [];
  if (![...read.values()].some(isOpen)) return found;
  let run: number[] = [];
  for (const at of [...read.keys(), lines.length]) {
    const last = run.at(-1);
    if (last !== undefined && (!isOpen(read.get(at)) || neighbour(lines, last, 1) !== at)) {
      found.push(...screenwritersOf(run, lines, read));
      run = [];
    }
    if (isOpen(read.get(at))) run.push(at);
  }
  return found;
}

function screenwritersOf(run: readonly number[], lines: readonly Line[], read: Read): number[] {
  const [first = 0, last = 0] = [run[0], run.at(-1)];
  const beside = [neighbour(lines, first, -1), neighbour(lines, last, 1)];
  const film = [...run, ...beside].some((at) => isFilmLine(lines[at]));
  if (!film && beside.some((at) => isNewsroomLine(read.get(at)))) return [];
  return [...run, ...factsFrom(first, -1, lines, read), ...factsFrom(last, 1, lines, read)];
}

function factsFrom(from: number, step: 1 | -1, lines: readonly Line[], read: Read): number[] {
  const found: number[] = [];
  const isFact = (at: number): boolean =>
    read.get(at)?.labels.every(({ text }) => filmWord.test(fold(text))) ?? isFilmLine(lines[at]);
  for (let at = neighbour(lines, from, step); lines[at] && !isOpen(read.get(at)) && isFact(at); )
    at = neighbour(lines, found[found.push(at) - 1] ?? at, step);
  return found;
}
