/** A language to speak, and the tag by which dates and numbers are written in it: the reader's own variant of it, such as de-AT. */
export type Choice = { language: string; locale: string };

/**
 * The first wish that can be met. `wishes`: language tags, best first; the browser's and the page's own may be nonsense, and are passed over.
 * A language in another script (zh-Hant) is another language. `own`: the browser's, from which the variant is taken where a wish names none.
 */
export function choose(wishes: readonly unknown[], spoken: readonly string[], own: readonly unknown[]): Choice {
  for (const wish of wishes) {
    const wanted = read(wish);
    const language = wanted && spoken.find((one) => isSame(wanted, read(one)));
    if (language)
      return {
        language,
        locale: (wanted.region ? wanted : (own.map(read).find((one) => isSame(wanted, one)) ?? wanted)).baseName,
      };
  }
  return { language: 'en', locale: 'en' };
}

function isSame(a: Intl.Locale, b: Intl.Locale | undefined): boolean {
  return a.language === b?.language && a.maximize().script === b.maximize().script;
}

function read(tag: unknown): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag as string);
  } catch {}
}
