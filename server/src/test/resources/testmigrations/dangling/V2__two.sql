INSERT INTO child (id, parent_id) VALUES ('c', 'nobody');
