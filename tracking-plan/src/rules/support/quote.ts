/** A text in quotes, as YAML takes it. */
export const quote = (text: string): string =>
  text.includes('"') && !text.includes("'") && !text.includes('\n') ? `'${text}'` : JSON.stringify(text)
