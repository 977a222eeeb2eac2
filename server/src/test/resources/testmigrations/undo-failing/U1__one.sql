DROP TABLE child;
DROP TABLE parent;
DROP TABLE in_the_way;
