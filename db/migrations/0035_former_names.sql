-- Who was merged into another is found by its former name: the names of those that have been kept are read anew by the job.
UPDATE customer_names SET folded = NULL, grams = NULL WHERE customer_id IN (SELECT keep_id FROM merges WHERE undone_at IS NULL);
