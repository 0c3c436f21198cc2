/** Tables of captions: TSV and CSV as spreadsheets and programs write them. */
package dev.counterpoint.datasets.captioned.table;
