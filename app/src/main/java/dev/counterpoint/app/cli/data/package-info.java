/** Data sets: fetched, described, shown, written as shards. */
package dev.counterpoint.app.cli.data;
