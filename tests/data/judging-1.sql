-- A database of judgments as the first version of the tables left it.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('1');
CREATE TABLE judge (
	id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	joined_at DATETIME NOT NULL, 
	CONSTRAINT pk_judge PRIMARY KEY (id), 
	CONSTRAINT uq_judge_name UNIQUE (name)
);
INSERT INTO "judge" VALUES(1,'처음','2026-11-01 09:00:00.000000');
CREATE TABLE judgment (
	id INTEGER NOT NULL, 
	judge_id INTEGER NOT NULL, 
	query_id INTEGER NOT NULL, 
	case_id VARCHAR(100) NOT NULL, 
	grade INTEGER NOT NULL, 
	judged_at DATETIME NOT NULL, 
	CONSTRAINT pk_judgment PRIMARY KEY (id), 
	CONSTRAINT fk_judgment_judge_id FOREIGN KEY(judge_id) REFERENCES judge (id), 
	CONSTRAINT fk_judgment_query_id FOREIGN KEY(query_id, case_id) REFERENCES pooled (query_id, case_id), 
	CONSTRAINT ck_judgment_grade CHECK (grade BETWEEN 0 AND 3)
);
INSERT INTO "judgment" VALUES(1,1,1,'8-01',3,'2026-11-01 09:00:00.000000');
INSERT INTO "judgment" VALUES(2,1,1,'8-02',0,'2026-11-01 09:01:00.000000');
CREATE TABLE pooled (
	query_id INTEGER NOT NULL, 
	case_id VARCHAR(100) NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_pooled PRIMARY KEY (query_id, case_id), 
	CONSTRAINT fk_pooled_query_id FOREIGN KEY(query_id) REFERENCES "query" (id)
);
INSERT INTO "pooled" VALUES(1,'8-01','2026-11-01 09:00:00.000000');
INSERT INTO "pooled" VALUES(1,'8-02','2026-11-01 09:00:00.000000');
CREATE TABLE "query" (
	id INTEGER NOT NULL, 
	text VARCHAR(1000) NOT NULL, 
	kind VARCHAR(20), 
	source VARCHAR(20) NOT NULL, 
	origin VARCHAR(100), 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_query PRIMARY KEY (id), 
	CONSTRAINT uq_query_text UNIQUE (text)
);
INSERT INTO "query" VALUES(1,'청년',NULL,'own',NULL,'2026-11-01 09:00:00.000000');
CREATE INDEX ix_judgment_of ON judgment (judge_id, query_id, case_id);
COMMIT;
