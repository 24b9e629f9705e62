import { destination, type Logger, pino } from 'pino'

/** Logs are JSON lines on stderr: stdout belongs to what a program answers. */
export const createLogger = (options: { level?: string | undefined; name: string }): Logger =>
  pino({ name: options.name, level: options.level ?? 'info', base: null }, destination({ dest: 2, sync: true }))
