/**
 * The process that is ClickHouse: `node child.ts DATA_DIR CONFIG.xml`. It serves until its stdin closes: the parent
 * ends the pipe to stop it, or dies, even by SIGKILL, and the kernel closes the pipe.
 */
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { DataType, load, open } from 'ffi-rs'
import { embeddedLibrary } from './library.ts'

const [, , dir, config] = process.argv
if (!dir || !config) throw new Error('usage: child.ts DATA_DIR CONFIG.xml')
open({ library: 'chdb', path: createRequire(import.meta.url).resolve(embeddedLibrary()) })

// Without this, system.query_log cannot come back after a restart.
if (!existsSync(join(dir, 'metadata/system.sql'))) {
  const uuid = '00000000-0000-4000-8000-000000000001'
  for (const folder of [`store/000/${uuid}`, 'metadata']) mkdirSync(join(dir, folder), { recursive: true })
  writeFileSync(join(dir, 'metadata/system.sql'), `ATTACH DATABASE _ UUID '${uuid}'\nENGINE = Atomic\n`)
  symlinkSync(`../store/000/${uuid}`, join(dir, 'metadata/system'))
}

// The serving call below never returns, so a thread of its own watches the parent's pipe.
const watchParent = `const byte = Buffer.alloc(1)
try { while (require('node:fs').readSync(0, byte, 0, 1) > 0); } catch {}
process.kill(process.pid, 'SIGTERM')`

const serve = (): void => {
  const hold = 'SELECT sleepEachRow(3) FROM system.numbers SETTINGS max_block_size = 1, log_queries = 0 FORMAT Null'
  const args = [
    'clickhouse',
    '--multiquery',
    '--log-level=warning',
    `--path=${dir}`,
    `--config-file=${config}`,
    `--query=SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; ${hold}`,
  ]
  load({
    library: 'chdb',
    funcName: 'chdb_query_cmdline',
    retType: DataType.U64,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [args.length, args],
  })
}

// Serving returns only when it could not start. A plain exit would wait for the thread that reads the pipe.
new Worker(watchParent, { eval: true }).on('online', () => {
  serve()
  process.kill(process.pid, 'SIGTERM')
})
