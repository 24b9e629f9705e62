import type { en } from './en.ts'

type Same<Part> = { [Key in keyof Part]: Part[Key] extends string ? string : Same<Part[Key]> }

/** The keys of English with any text: a language that lacks one does not compile. */
export type Texts = Same<typeof en>
