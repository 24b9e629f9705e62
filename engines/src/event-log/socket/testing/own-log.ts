/** `node own-log.ts DIR PATH`: owns the log in DIR until it is killed, and says so once it lets others append at PATH. */
import { openLocalLog } from '../../local.ts'
import { serveLog } from '../serve-log.ts'

const [dir = '', path = ''] = process.argv.slice(2)
await serveLog(await openLocalLog({ dir, floorBytes: 0 }), path)
process.stdout.write('ready\n')
