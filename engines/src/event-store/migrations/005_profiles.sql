-- What was done to profiles, and when; the view profiles folds it in the order of time: docs/decisions/0030-identity-by-ids.md
CREATE TABLE IF NOT EXISTS {{project}}.profile_operations
(
  user      String                  COMMENT '用户 · user, where the event has one',
  device    String                  COMMENT '设备 · device',
  user_key  UInt64 DEFAULT if(user != '', sipHash64(concat('u:', user)), sipHash64(concat('d:', device))) COMMENT '用户键 · as in events',
  property  LowCardinality(String)  COMMENT '属性 · property',
  operation LowCardinality(String)  COMMENT '操作 · set, set_once, add, append or unset',
  value     String COMMENT '值 · text; of add a decimal number, of append a list as JSON' CODEC(ZSTD(1)),
  ts        DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  event_id  UUID
)
ENGINE = ReplacingMergeTree
ORDER BY (user_key, property, ts, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What was said of items, attribute by attribute: of each the last counts.
CREATE TABLE IF NOT EXISTS {{project}}.item_operations
(
  kind      LowCardinality(String)  COMMENT '维度表 · kind of item, such as product',
  item_id   String                  COMMENT '编号 · its id',
  attribute LowCardinality(String)  COMMENT '属性 · attribute',
  value     String COMMENT '值 · as text' CODEC(ZSTD(1)),
  ts        DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  event_id  UUID
)
ENGINE = ReplacingMergeTree
ORDER BY (kind, item_id, attribute, ts, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
