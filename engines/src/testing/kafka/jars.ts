import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const pom = fileURLToPath(new URL('./pom.xml', import.meta.url))

/** Runs a command to its end; rejects with the tail of its output. */
export const run = (command: string, args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    let output = ''
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-4000)
      })
    }
    child.on('error', reject)
    child.on('close', code => (code === 0 ? resolve() : reject(new Error(`${command} exited ${code}\n${output}`))))
  })

/** Why no broker can be started here, or null. */
export const missingTools = (): string | null => {
  const missing = ['java', 'mvn'].filter(tool => spawnSync(tool, ['-version'], { stdio: 'ignore' }).error !== undefined)
  return missing.length === 0 ? null : `${missing.join(' and ')} not found; needs Java 17 and Maven, or KAFKA_BROKERS`
}

/** The folder of Kafka's jars, fetched from Maven Central once; safe when several processes race. */
export const kafkaJars = async (): Promise<string> => {
  const version = /<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))?.[1]
  const cache = join(homedir(), '.cache', 'maidian')
  const jars = join(cache, `kafka-${version}`)
  if (existsSync(jars)) return jars
  mkdirSync(cache, { recursive: true })
  const fetched = mkdtempSync(join(cache, 'fetch-'))
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${fetched}`]
  await run('mvn', ['-q', '-B', '-f', pom, ...goal])
  try {
    renameSync(fetched, jars)
  } catch (error) {
    rmSync(fetched, { recursive: true })
    if (!existsSync(jars)) throw error
  }
  return jars
}
