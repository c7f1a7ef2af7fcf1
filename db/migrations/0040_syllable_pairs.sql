-- Two syllables side by side are no longer written as the one that their letters would be together: the job reads these
-- names anew. Names in letters alone have no syllables.
UPDATE customer_names SET grams = null
  WHERE grams IS NOT NULL AND octet_length(concat(name, folded)) > length(concat(name, folded));
