CREATE TABLE workbench_migrations (
  name VARCHAR(80) NOT NULL PRIMARY KEY,
  applied {moment} NOT NULL
);
CREATE TABLE articles (
  ordinal INTEGER NOT NULL PRIMARY KEY,
  id TEXT {by_code_point} NOT NULL UNIQUE,
  title TEXT NOT NULL,
  rubric TEXT NOT NULL,
  date DATE,
  time TIME,
  author TEXT NOT NULL,
  paragraphs JSON NOT NULL,
  content_hash VARCHAR(64) NOT NULL,
  imported {moment} NOT NULL,
  revised {moment}
);
CREATE TABLE segments (
  key {serial} NOT NULL PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (ordinal),
  paragraph INTEGER NOT NULL,
  "index" INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  source TEXT NOT NULL,
  source_hash VARCHAR(32) NOT NULL,
  target TEXT NOT NULL,
  status VARCHAR(16) NOT NULL,
  origin VARCHAR(16) NOT NULL,
  version INTEGER NOT NULL,
  engine TEXT NOT NULL,
  engine_text TEXT,
  score FLOAT,
  edit_distance INTEGER,
  glossary TEXT NOT NULL,
  findings JSON NOT NULL,
  accepted JSON NOT NULL,
  translator TEXT NOT NULL,
  created {moment},
  changed {moment},
  seconds FLOAT NOT NULL,
  retired {moment}
);
CREATE UNIQUE INDEX segments_place ON segments (article, paragraph, "index") WHERE retired IS NULL;
CREATE INDEX segments_source ON segments (source_hash);
CREATE INDEX segments_status ON segments (status, article);
CREATE TABLE revisions (
  segment INTEGER NOT NULL REFERENCES segments (key),
  number INTEGER NOT NULL,
  "when" {moment} NOT NULL,
  "user" TEXT NOT NULL,
  origin VARCHAR(16) NOT NULL,
  status VARCHAR(16) NOT NULL,
  engine TEXT NOT NULL,
  target TEXT NOT NULL,
  seconds FLOAT NOT NULL,
  keys_pressed INTEGER NOT NULL,
  PRIMARY KEY (segment, number)
);
INSERT INTO workbench_migrations VALUES
  ('0001 articles, segments and revisions', '2025-01-05 08:00:00.000000');
INSERT INTO articles VALUES
  (0, '2025/liman', 'Liman genişlənir', '', '2025-01-04', NULL, '', '["Bakı limanı böyüyür."]',
   'of version 1', '2025-01-05 08:00:01.000000', NULL);
INSERT INTO segments VALUES
  (1, 0, 0, 0, 0, 16, 'Liman genişlənir', '00', 'Port expands', 'confirmed', 'human', 2,
   'starter@1', 'Port expand', -0.5, 1, 'news@1',
   '[{{"check_id": "length", "severity": "info", "message": "short", "message_az": "qısa",
      "source_span": null, "target_span": null, "fix": null}},
     {{"check_id": "space", "severity": "error", "message": "two", "message_az": "iki",
      "source_span": null, "target_span": {{"start": 1, "end": 2}},
      "fix": {{"start": 1, "end": 2, "text": ""}}}}]',
   '["length"]', 'aysel', '2025-01-05 09:00:00.000000', '2025-01-05 09:30:00.000000', 40.5, NULL),
  (2, 0, 1, 0, 0, 20, 'Bakı limanı böyüyür.', '01', '', 'empty', '', 0,
   '', NULL, NULL, NULL, '', '[]', '[]', '', NULL, NULL, 0, NULL);
INSERT INTO revisions VALUES
  (1, 1, '2025-01-05 09:00:00.000000', '', 'engine', 'machine', 'starter@1', 'Port expand', 0, 0),
  (1, 2, '2025-01-05 09:30:00.000000', 'aysel', 'human', 'confirmed', '', 'Port expands', 40.5, 7);
