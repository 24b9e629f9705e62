-- Under which generation of the fence a fact was written, as of events: docs/decisions/0031-erasure.md
ALTER TABLE {{project}}.identities ADD COLUMN IF NOT EXISTS log_id LowCardinality(String), ADD COLUMN IF NOT EXISTS log_partition UInt16, ADD COLUMN IF NOT EXISTS log_generation UInt64 CODEC(ZSTD(1));
ALTER TABLE {{project}}.identity_ids ADD COLUMN IF NOT EXISTS log_id LowCardinality(String), ADD COLUMN IF NOT EXISTS log_partition UInt16, ADD COLUMN IF NOT EXISTS log_generation UInt64 CODEC(ZSTD(1));
ALTER TABLE {{project}}.profile_operations ADD COLUMN IF NOT EXISTS log_id LowCardinality(String), ADD COLUMN IF NOT EXISTS log_partition UInt16, ADD COLUMN IF NOT EXISTS log_generation UInt64 CODEC(ZSTD(1));
ALTER TABLE {{project}}.item_operations ADD COLUMN IF NOT EXISTS log_id LowCardinality(String), ADD COLUMN IF NOT EXISTS log_partition UInt16, ADD COLUMN IF NOT EXISTS log_generation UInt64 CODEC(ZSTD(1));
