import type { Word } from '../../load/words.ts'
import type { TextEdit } from '../rule.ts'
import { quote } from './quote.ts'

/** Puts a word in quotes. */
export const quoting = ({ offset, end, source }: Word): TextEdit[] => [{ start: offset, end, text: quote(source) }]
