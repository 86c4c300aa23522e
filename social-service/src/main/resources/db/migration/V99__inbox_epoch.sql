-- When so many posts wait that they are no longer kept for the inboxes, those lack posts: they are of another epoch then, and made anew.
CREATE TABLE inbox_epoch (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    epoch    bigint  NOT NULL
);
INSERT INTO inbox_epoch (epoch) VALUES (0);
