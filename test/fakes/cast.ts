/** Who asks in the permission matrices: one of each role, and one of each role bound to a language. */
import { type MemberRole, memberRoles } from '../../src/store/schema/words.ts';

/** The language of everything that somebody else owns, and one that nothing is in. */
export const THEIRS = 'zh-Hans';
const ANOTHER = 'ar';

export interface CastMember {
  who: string;
  role: MemberRole;
  lang?: string;
}

export const cast: CastMember[] = [undefined, THEIRS, ANOTHER].flatMap((lang) =>
  memberRoles.map((role) => (lang ? { who: `${role} of ${lang}`, role, lang } : { who: role, role })),
);

/** Those whose role reaches `role`: for what is in `THEIRS`, for what is of no language, or for the whole site. */
export const those = (
  role: MemberRole,
  scope: 'theirs' | 'no language' | 'whole site' = 'theirs',
): string[] =>
  cast
    .filter((one) => memberRoles.indexOf(one.role) >= memberRoles.indexOf(role))
    .filter(
      ({ lang }) => lang === undefined || scope === 'no language' || (scope === 'theirs' && lang === THEIRS),
    )
    .map(({ who }) => who);

export const everyone = cast.map(({ who }) => who);
export const NOBODY = 'nobody';
