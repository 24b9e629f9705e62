-- Which tester's device sent a batch, so that its events can be held against the plan.
ALTER TABLE {{project}}.events ADD COLUMN IF NOT EXISTS debug String COMMENT '调试编号 · debug id of the batch' CODEC(ZSTD(1));
ALTER TABLE {{project}}.quarantine ADD COLUMN IF NOT EXISTS debug String COMMENT '调试编号 · debug id of the batch' CODEC(ZSTD(1));
