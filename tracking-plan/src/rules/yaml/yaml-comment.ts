import type { PlanFile } from '../../load/plan-file.ts'
import type { Word } from '../../load/words.ts'
import type { FileHit, FileRule } from '../rule.ts'
import { meantEnd } from '../support/lines.ts'
import { meaningOf, valueMeaning } from '../support/meaning.ts'
import { quote } from '../support/quote.ts'

const hit = ({ text }: PlanFile, start: number, sign: number, inFlow: boolean): FileHit => {
  const end = meantEnd(text, start, inFlow)
  const meant = quote(text.slice(start, end))
  return {
    offset: sign,
    message: `what begins with # is left out as a remark; write ${meant}, or for a remark a space behind #`,
    fix: [{ start, end, text: meant }],
  }
}

const ofWord = (file: PlanFile, word: Word, next: Word | undefined): FileHit[] => {
  const { offset, end, style, role, path, inFlow } = word
  if (style === 'plain' && role !== 'key' && /^ #\S/.test(file.text.slice(end, end + 3))) {
    return meaningOf(file, word) === 'text' ? [hit(file, offset, end + 1, inFlow)] : []
  }
  // `say: #1 券`, where no value follows in a further line.
  const sign = role === 'key' ? /^:( )#\S/.exec(file.text.slice(end, end + 4)) : null
  const goesOn = next !== undefined && next.path.length >= path.length && path.every((step, i) => step === next.path[i])
  return sign && !goesOn && valueMeaning(file, path) === 'text' ? [hit(file, end + 2, end + 2, inFlow)] : []
}

export const yamlComment: FileRule = {
  id: 'yaml.comment',
  severity: 'error',
  say: 'a text with " #" in it stands in quotes: the rest would be a remark',
  check: file => file.words.flatMap((word, i) => ofWord(file, word, file.words[i + 1])),
}
