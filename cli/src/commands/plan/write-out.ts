import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes what was made of a plan to a file, and says of which; without a file to standard output. */
export const writeOut = (text: string, { out, of }: { out: string | undefined; of: string }): void => {
  if (out === undefined) {
    process.stdout.write(text)
    return
  }
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, text)
  process.stderr.write(`${out}: ${of}\n`)
}
