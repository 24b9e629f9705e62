-- Who was forgotten, as hashes: what they did until then must not come back. docs/decisions/0031-erasure.md
CREATE TABLE IF NOT EXISTS {{project}}.forgotten
(
  subject String               COMMENT '对象 · hash of a user or a device, never its name',
  at      DateTime64(3, 'UTC') COMMENT '遗忘时间 · what was made or received until then is dropped'
)
ENGINE = ReplacingMergeTree
ORDER BY (subject, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What operators did to data: a line for each erasure, and for each link undone or done again.
CREATE TABLE IF NOT EXISTS {{project}}.audit
(
  at       DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT '时间 · when',
  action   LowCardinality(String) COMMENT '操作 · what: forget, identity.unlink, identity.relink',
  by       String                 COMMENT '操作人 · by whom',
  subjects Array(String)          COMMENT '对象 · of whom, as hashes',
  counts   Map(String, UInt64)    COMMENT '行数 · how many rows, by table'
)
ENGINE = MergeTree
ORDER BY at
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
