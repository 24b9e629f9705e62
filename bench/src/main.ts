import { benchCollector } from './collector.ts'
import { benchFreshness } from './freshness.ts'
import { benchPlan } from './plan.ts'
import { benchProcessor } from './processor.ts'
import { benchSdkWeb } from './sdk-web.ts'
import { soakCollector } from './soak.ts'
import { benchWorkers } from './workers.ts'

const BENCHES: Record<string, () => void | Promise<void>> = {
  collector: benchCollector,
  freshness: benchFreshness,
  plan: benchPlan,
  processor: benchProcessor,
  'sdk-web': benchSdkWeb,
  soak: soakCollector,
  workers: benchWorkers,
}

/** `npm run bench -- NAME`: prints ratios measured in one run. */
const [name = ''] = process.argv.slice(2)
const bench = BENCHES[name]
if (!bench) {
  process.stderr.write(`npm run bench -- NAME; there are: ${Object.keys(BENCHES).join(', ')}\n`)
  process.exit(1)
}
await bench()
