ALTER TABLE "operations" ALTER COLUMN "response" SET DATA TYPE json USING "response"::json;
