import { RE2JS } from 're2js'
import type { Property } from '../model.ts'

/** A test for the plan's patterns: RE2, so that no text can make it slow. Throws where the pattern is no RE2. */
export const patternTest = (pattern: string): ((text: string) => boolean) => {
  const compiled = RE2JS.compile(pattern)
  return text => compiled.matcher(text).find()
}

/** The test of a property, or null. */
export const patternOf = ({ pattern }: Property): ((text: string) => boolean) | null =>
  pattern === undefined ? null : patternTest(pattern)
