DROP TABLE extra;
INSERT INTO child (id, parent_id) VALUES ('c2', 'nobody');
