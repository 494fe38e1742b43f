/**
 * The language for `Intl`, which throws on what is no language tag, such as `en_US`.
 *
 * @param language a page's `lang`, whatever it says
 * @returns `undefined`, the browser's own language, for nothing and for nonsense
 */
export function intlLanguage(language: string | undefined): string | undefined {
  try {
    return language ? Intl.getCanonicalLocales(language)[0] : undefined;
  } catch {
    return undefined;
  }
}
