/** Where in the plan's files something stands. Lines and columns count from 1. */
export type Place = { file: string; line: number; column: number }

/** A safe mend of a file's text: the characters from `start` to `end` become `text`. */
export type Edit = { file: string; start: number; end: number; text: string }

/**
 * What is wrong with a plan. `message` names the wrong text and what to write instead. An error keeps the plan from
 * being used; a warning does not.
 */
export type Problem = {
  rule: string
  severity: 'error' | 'warning'
  place: Place
  message: string
  fix?: Edit[]
}

/** `events/begin_checkout.yaml:3:9: error: … [rule]` */
export const problemText = ({ rule, severity, place, message }: Problem): string =>
  `${place.file}:${place.line}:${place.column}: ${severity}: ${message} [${rule}]`
