/** What runs in the processes that are measured. */
package dev.counterpoint.app.bench.worker;
