export { ENGINE_ERRORS, EngineError, type EngineErrorCode } from './errors.ts'
export { type KafkaLogOptions, openKafkaLog } from './event-log/kafka.ts'
export { type KafkaEnvironment, kafkaOptions } from './event-log/kafka-settings.ts'
export { peekLocalLog } from './event-log/local/peek.ts'
export { type LocalLog, type LocalLogOptions, openLocalLog } from './event-log/local.ts'
export { partitionOf } from './event-log/partition.ts'
export type {
  Appended,
  Assignment,
  ConsumeOptions,
  Consumer,
  EventLog,
  EventLogWriter,
  LogBatch,
  LogCoordinates,
  LogEntry,
  LogRecord,
  Position,
  SpillDepth,
} from './event-log/port.ts'
export { type LogServer, serveLog } from './event-log/socket/serve-log.ts'
export { openSocketLog, type SocketLogOptions } from './event-log/socket.ts'
export { type SpillingLog, spillingLog } from './event-log/spill.ts'
export { type ClickHouseAddress, createClickHouseStore } from './event-store/clickhouse.ts'
export { analystPassword, backupsOf, servicePassword } from './event-store/embedded/config-files.ts'
export { type EmbeddedOptions, type EmbeddedStore, startEmbeddedStore } from './event-store/embedded.ts'
export { addColumn } from './event-store/plan-columns.ts'
export type {
  Erased,
  Erasure,
  EventStore,
  Fencing,
  Found,
  Insert,
  Packed,
  Query,
  StoreColumn,
  StoreProject,
  Table,
  Tables,
  View,
} from './event-store/port.ts'
export { openSharedLog, openSharedStore, openSpillingLog, type SharedEnvironment } from './open-shared.ts'
