import { parseArgs } from 'node:util'
import { DemoError, findMaidian } from './maidian.ts'
import { isAccepted, summary, visitLine } from './report.ts'
import { runVisits } from './run-visits.ts'

const OPTIONS = {
  url: { type: 'string', default: 'http://127.0.0.1:8080' },
  visits: { type: 'string', default: '5' },
  seed: { type: 'string', default: '1' },
} as const

const wholeNumber = (name: string, text: string): number => {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new DemoError(`--${name} is a whole number from 1, not ${text}`)
  return number
}

const options = (): { url: string; visits: number; seed: number } => {
  try {
    const { url, visits, seed } = parseArgs({ options: OPTIONS }).values
    return { url, visits: wholeNumber('visits', visits), seed: wholeNumber('seed', seed) }
  } catch (error) {
    throw new DemoError((error as Error).message)
  }
}

try {
  const { url, visits, seed } = options()
  const maidian = await findMaidian(url, process.env.MAIDIAN_ADMIN_TOKEN)
  const debug = `demo-${Date.now().toString(36)}`
  let number = 0
  for await (const visit of runVisits(maidian, { visits, seed, debug })) {
    console.log(visitLine(++number, visit))
    if (!visit.events.every(isAccepted)) process.exitCode = 1
  }
  console.log(await summary(maidian, debug))
} catch (error) {
  if (!(error instanceof DemoError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
