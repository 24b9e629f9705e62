-- Ids (openid, unionid, …) that $identify said of a device or a user: docs/decisions/0030-identity-by-ids.md
CREATE TABLE IF NOT EXISTS {{project}}.identity_ids
(
  kind     LowCardinality(String) COMMENT '标识类型 · which id, such as unionid',
  id       String                 COMMENT '标识 · the id',
  device   String                 COMMENT '设备 · device it was said of',
  user     String                 COMMENT '用户 · user it was said of, empty where none was known',
  ts       DateTime64(3, 'UTC')   COMMENT '关联时间 · when it was said',
  event_id UUID                   COMMENT '事件编号 · by which event'
)
ENGINE = ReplacingMergeTree
ORDER BY (kind, id, device, user, ts, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Links that somebody undid, and did again: of all rows of a link the last one counts. kind is empty for device → user.
CREATE TABLE IF NOT EXISTS {{project}}.identity_undone
(
  device String,
  user   String,
  kind   LowCardinality(String),
  id     String,
  until  DateTime64(3, 'UTC')   COMMENT '截止时间 · what was said up to then no longer counts',
  undone Bool                   COMMENT '是否撤销 · false: it counts again',
  at     DateTime64(6, 'UTC') DEFAULT now64(6) COMMENT '操作时间 · when it was undone, or done again',
  by     String                 COMMENT '操作人 · by whom'
)
ENGINE = MergeTree
ORDER BY (device, user, kind, id, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
