import * as z from 'zod'
import { ConfigError } from './located.ts'
import { WorkerCount } from './workers/count.ts'

const Environment = z.object({
  KAFKA_BROKERS: z
    .string()
    .transform(list => list.split(',').map(broker => broker.trim()))
    .pipe(z.array(z.string().regex(/^[^\s:]+:\d+$/, 'write host:port, separated by commas')))
    .optional(),
  KAFKA_TOPIC: z.string().min(1).default('maidian.events'),
  KAFKA_PARTITIONS: z.coerce.number().int().min(1).max(65_535).default(12),
  KAFKA_REPLICATION_FACTOR: z.coerce.number().int().min(1).max(7).default(3),
  KAFKA_MIN_INSYNC_REPLICAS: z.coerce.number().int().min(1).max(7).default(2),
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }).optional(),
  CLICKHOUSE_USER: z.string().default('default'),
  CLICKHOUSE_PASSWORD: z.string().default(''),
  CLICKHOUSE_CLUSTER: z.undefined({ error: 'clusters are not built yet; leave it out' }).optional(),
  MAIDIAN_SPILL_DIR: z.string().min(1).default('./data/spill'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  ADMIN_HOST: z.string().default('127.0.0.1'),
  ADMIN_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  MAIDIAN_CONFIG: z.string().default('./maidian.yaml'),
  MAIDIAN_ADMIN_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  MAIDIAN_PII_SECRET: z
    .string()
    .regex(/^(?:v\d{1,4}:)?.{16,}$/s, 'at least 16 characters, with v2: before them from the second secret on')
    .optional(),
  MAIDIAN_WORKERS: WorkerCount.default(1),
  MAIDIAN_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional(),
})
export type Environment = z.infer<typeof Environment>

/** Addresses and secrets, from the environment, checked once at start. Empty variables count as absent. */
export const readEnvironment = (env: Record<string, string | undefined>): Readonly<Environment> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = Environment.safeParse(given)
  if (result.success) return Object.freeze(result.data)
  throw new ConfigError(result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
}
