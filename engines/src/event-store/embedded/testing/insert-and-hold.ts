/** Starts a server, inserts one event, prints the server's pid and waits to be killed. */

import { sampleEvent } from '../../../testing/sample-event.ts'
import { startEmbeddedStore } from '../../embedded.ts'

const store = await startEmbeddedStore({ dir: process.argv[2] as string, projects: ['orphan'] })
await store.migrate({ projects: [{ name: 'orphan', timezone: 'UTC' }], views: () => [] })
await store.insert({ project: 'orphan', table: 'events', rows: [sampleEvent(1)] })
process.stdout.write(`${store.pid}\n`)
setInterval(() => {}, 60_000)
