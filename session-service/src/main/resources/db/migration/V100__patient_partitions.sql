-- What waits for a partitioned table's lock makes everybody behind it wait: it gives up soon, and its job comes again.
ALTER FUNCTION make_message_partitions(integer) SET lock_timeout = '2s';
ALTER FUNCTION detach_message_partitions(date) SET lock_timeout = '2s';
