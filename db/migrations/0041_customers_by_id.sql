CREATE INDEX "customers_pool_id" ON "customers" USING btree ("pool_id","id") WHERE state = 'pooled';
