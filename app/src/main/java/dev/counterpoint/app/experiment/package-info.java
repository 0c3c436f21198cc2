/** What an experiment claims and what came out: targets, verdicts, tables, and their files. */
package dev.counterpoint.app.experiment;
