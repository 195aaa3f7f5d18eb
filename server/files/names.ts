const MOST_CHARACTERS = 120;

/**
 * A name that may stand on a screen and in a folder: no path, nothing that hides or turns letters round, nothing that a file system
 * takes for something else. `ends` are the endings that fit what the file is; another one gets the first of them behind it.
 */
export function tidyName(said: string, ends: readonly string[]): string {
  const bare = said
    .normalize('NFC')
    .replace(/^.*[/\\]/, '')
    // Control characters and those that change the direction or are not seen.
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const [, stem = '', end = ''] = /^(.*?)(\.[^.]{1,10})?$/.exec(bare) ?? [];
  const fits = ends.length === 0 || ends.includes(end.slice(1).toLowerCase());
  const ending = fits ? end : `.${ends[0]}`;
  const begin = [...(fits ? stem : bare)]
    .slice(0, MOST_CHARACTERS - ending.length)
    .join('')
    .trimEnd();
  return `${begin || 'file'}${ending}`;
}
