/** A text that members see, by language: English is always there, Hebrew where it is given. */
export interface LocalizedText {
  readonly en: string;
  readonly he?: string;
}
