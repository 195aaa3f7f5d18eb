const FROM_THE_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * A sentence with what is put into it: what runs the other way than the sentence is set apart (U+2068, U+2069), so that it moves nothing
 * beside it. Not for what is copied or saved.
 */
export function apart(sentence: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const way = FROM_THE_RIGHT.test(sentence.join(''));
  const whole = values.map((value) => (FROM_THE_RIGHT.test(`${value}`) === way ? value : `\u2068${value}\u2069`));
  return String.raw({ raw: sentence }, ...whole);
}
