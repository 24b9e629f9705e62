import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  fixPlan,
  loadPlan,
  type Problem,
  parsePlan,
  problemText,
  readFolder,
  type TextFile,
} from '@maidian/tracking-plan'
import { type Command, Option } from 'commander'
import { excerpt } from './excerpt.ts'
import { withPlanFolder } from './folder.ts'

type Options = { plan: string; fix?: boolean; format: 'text' | 'json' | 'annotations'; strict?: boolean }

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const annotation = ({ rule, severity, place, message }: Problem, dir: string): string =>
  `::${severity} file=${escaped(join(dir, place.file))},line=${place.line},col=${place.column},title=${rule}::${escaped(message)}`

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** Writes the files that mending changed. */
const writeFixed = (dir: string, before: readonly TextFile[], after: readonly TextFile[]): void => {
  after.forEach((file, i) => {
    if (file.text === before[i]?.text) return
    writeFileSync(join(dir, file.path), file.text)
    process.stderr.write(`${join(dir, file.path)}: mended\n`)
  })
}

/** `maidian plan lint`: every problem with its place. Exit code 1 on errors, with --strict on warnings, too. */
export const planLint = (plan: Command): void => {
  withPlanFolder(plan.command('lint'))
    .description('check the plan, and mend what is safe to mend')
    .option('--fix', 'mend what is safe to mend')
    .option('--strict', 'fail on warnings, too')
    .addOption(new Option('--format <form>', 'how to print').choices(['text', 'json', 'annotations']).default('text'))
    .action(({ plan: dir, fix, format, strict }: Options) => {
      if (fix) {
        const { files, problems } = readFolder(dir)
        const fixed = fixPlan(files, texts =>
          parsePlan(texts, { problems, hasFile: path => existsSync(join(dir, path)) }),
        )
        writeFixed(dir, files, fixed.files)
      }
      const { problems, content } = loadPlan(dir)
      const errors = problems.filter(({ severity }) => severity === 'error').length
      const warnings = problems.length - errors
      if (format === 'json') process.stdout.write(`${JSON.stringify(problems)}\n`)
      else if (format === 'annotations') for (const one of problems) process.stdout.write(`${annotation(one, dir)}\n`)
      else {
        const texts = new Map(readFolder(dir).files.map(({ path, text }) => [path, text]))
        for (const one of problems)
          process.stdout.write(`${join(dir, problemText(one))}\n${excerpt(texts.get(one.place.file), one.place)}`)
        const events = content ? ` · ${count(Object.keys(content.events).length, 'event')}` : ''
        process.stdout.write(`${dir}: ${count(errors, 'error')}, ${count(warnings, 'warning')}${events}\n`)
      }
      if (errors > 0 || (strict && warnings > 0)) process.exitCode = 1
    })
}
