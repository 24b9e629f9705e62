-- Under which generation of the fence a row was written: docs/decisions/0026-the-fence.md
ALTER TABLE {{project}}.events ADD COLUMN IF NOT EXISTS log_generation UInt64 CODEC(ZSTD(1));
ALTER TABLE {{project}}.quarantine ADD COLUMN IF NOT EXISTS log_generation UInt64 CODEC(ZSTD(1));
