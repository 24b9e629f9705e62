/** A piece of a page: text that this folder wrote, and texts of a plan made harmless. */
export type Html = { readonly markup: string }

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** The one way by which a text of a plan gets into a page. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, character => ESCAPES[character] as string)

type Part = Html | string | number | false | null | undefined | readonly Part[]

const markupOf = (part: Part): string => {
  if (part === false || part === null || part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'markup' in part ? part.markup : part.map(markupOf).join('')
}

/** Markup with parts in it: a text is escaped, a piece of a page is not, a list is its elements. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: texts.reduce((so, text, i) => so + markupOf(parts[i - 1]) + text),
})
