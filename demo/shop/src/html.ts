/** Text that is markup already. */
export type Html = { readonly markup: string }

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const render = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(render).join('')
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'object' && 'markup' in value) return String(value.markup)
  return String(value).replace(/[&<>"']/g, char => escapes[char] ?? char)
}

/** Markup from a template; whatever is put in is escaped, unless it is markup itself. */
export const html = (parts: TemplateStringsArray, ...values: unknown[]): Html => ({
  markup: parts.reduce((text, part, i) => text + part + (i < values.length ? render(values[i]) : ''), ''),
})
