-- What a replay needs besides the event itself: docs/decisions/0032-replay.md
ALTER TABLE {{project}}.quarantine ADD COLUMN IF NOT EXISTS header String COMMENT '接收信息 · what the collector knew of the batch, JSON' CODEC(ZSTD(3));
