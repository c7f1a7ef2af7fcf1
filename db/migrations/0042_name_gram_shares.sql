CREATE TABLE "name_gram_shares" (
	"gram" integer PRIMARY KEY NOT NULL,
	"share" real NOT NULL,
	"counted_to" bigint NOT NULL,
	"counted_at" timestamp with time zone NOT NULL
);
