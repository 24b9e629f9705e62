/** `/product/:id`, `/help/*`: `:name` is one part of a path, `*` any rest. */
export const pathPattern = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern.replace(/:[^/]+|[^\w/]/g, part => (part[1] ? '[^/]+' : part === '*' ? '.*' : `\\${part}`))}/?$`,
  )
