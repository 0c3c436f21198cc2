/** Parquet files with paths of pictures, or with the pictures themselves. */
package dev.counterpoint.datasets.captioned.parquet;
