"""Apache Spark: a cluster on this machine, its tables kept as Iceberg in a warehouse folder that the session throws away.

One driver with two executors, each a process of its own, serves all projects of a session; dbt (method `session`)
finds it running. The session's zone is not UTC and its SQL is strict (ANSI), so that no figure can depend on either
without a test that fails.
"""

from __future__ import annotations

import atexit
import itertools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pyspark
from pyspark.sql import SparkSession

from warehouses import Warehouse, reader

JAVA = ("8", "11", "17")
"""The versions that Spark 3.5 runs on: https://spark.apache.org/docs/3.5.6/#downloading"""
# Little data and much SQL: compiling quickly, or not at all, matters more than running fast.
JVM = "-Duser.timezone=Asia/Kolkata -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
NUMBERS = itertools.count(1)


class Spark(Warehouse):
    target = "spark"

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.schema = f"scoring_{next(NUMBERS)}"
        session().sql(f"create schema {self.schema}")

    def output(self) -> dict[str, Any]:
        return {"type": "spark", "method": "session", "host": "NA", "schema": self.schema, "threads": 1}

    def offer(self, name: str, path: Path, all_text: bool = False) -> str:
        with duckdb.connect() as connection:
            return self._offered(name, connection.sql(f"select * from {reader(path, all_text)}"))

    def create(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> str:
        with duckdb.connect() as connection:
            types = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
            connection.execute(f"create table made ({types})")
            if rows:
                connection.executemany(f"insert into made values ({', '.join('?' for _ in columns)})", rows)
            return self._offered(table, connection.table("made"))

    def _offered(self, name: str, rows: duckdb.DuckDBPyRelation) -> str:
        """Rows as a table. Parquet carries their types over, a time without a zone as TIMESTAMP_NTZ."""
        file = self.directory / f"{name}_{next(NUMBERS)}.parquet"
        self.directory.mkdir(parents=True, exist_ok=True)
        # What Spark's reader of Parquet does not know.
        types = {"TIMESTAMP_NS": "TIMESTAMP", "UUID": "VARCHAR"}
        changed = [
            f'"{name}"::{types[str(kind)]} as "{name}"'
            for name, kind in zip(rows.columns, rows.types)
            if str(kind) in types
        ]
        rows.project(f"* replace ({', '.join(changed)})" if changed else "*").write_parquet(str(file))
        table = f"{self.schema}.offered_{name}"
        session().sql(f"create or replace view {table} as select * from parquet.`{file}`")
        return table

    def rows(self, query: str) -> list[dict[str, Any]]:
        session().sql(f"use {self.schema}")
        return [row.asDict() for row in session().sql(query).collect()]


@cache
def session() -> SparkSession:
    """The one Spark of this process, with everything that it writes in a folder of its own; stopped at exit.

    Raises:
        RuntimeError: there is no Java that this Spark runs on.
    """
    os.environ["JAVA_HOME"] = java_home()
    folder = Path(tempfile.mkdtemp(prefix="lead_scoring_spark_"))
    # Workers put what executors print into SPARK_HOME/work: so this Spark has a home of its own.
    home = folder / "home"
    home.mkdir()
    for part in Path(pyspark.__file__).parent.iterdir():
        (home / part.name).symlink_to(part)
    os.environ.update(SPARK_HOME=str(home), SPARK_LOCAL_IP="127.0.0.1", SPARK_LOCAL_DIRS=str(folder / "local"))
    jar = files("snowpark_connect_deps_iceberg") / "jars" / "iceberg-spark-runtime-3.5_2.12-1.10.2.jar"
    settings = {
        "spark.master": "local-cluster[2,1,1024]",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.driver.extraJavaOptions": f"-Dderby.system.home={folder} {JVM}",
        "spark.executor.extraJavaOptions": JVM,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.default.parallelism": "2",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "America/New_York",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        # The catalog below forgets a table of another format without deleting its files.
        "spark.sql.sources.default": "iceberg",
        "spark.sql.legacy.createHiveTableByDefault": "false",
        "spark.sql.catalog.spark_catalog": "org.apache.iceberg.spark.SparkSessionCatalog",
        "spark.sql.catalog.spark_catalog.type": "hive",
        "spark.hadoop.javax.jdo.option.ConnectionURL": "jdbc:derby:memory:lead_scoring;create=true",
        "spark.hadoop.datanucleus.schema.autoCreateAll": "true",
        "spark.hadoop.hive.metastore.schema.verification": "false",
        # Locks of an embedded metastore are never given: writes would wait for ever.
        "spark.hadoop.iceberg.engine.hive.lock-enabled": "false",
        "spark.jars": str(jar),
    }
    builder = SparkSession.builder.appName("lead_scoring").enableHiveSupport()
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")

    @atexit.register
    def stop() -> None:
        spark.stop()
        shutil.rmtree(folder, ignore_errors=True)

    return spark


def java_home() -> str:
    """The folder of a Java that Spark runs on: JAVA_HOME, the one on the path, or one of the system's.

    Raises:
        RuntimeError: there is none.
    """
    on_path = shutil.which("java")
    candidates = [os.environ.get("JAVA_HOME"), on_path and Path(on_path).resolve().parents[1]]
    candidates += sorted(Path("/usr/lib/jvm").glob("*17*"))
    found = []
    for home in map(Path, filter(None, candidates)):
        if (version := java_version(home / "bin" / "java")) in JAVA:
            return str(home)
        found.append(f"{home}: {version or 'no Java'}")
    raise RuntimeError(
        f"Tests on Spark need Java {', '.join(JAVA[:-1])} or {JAVA[-1]}. Found: {'; '.join(found) or 'none'}. "
        "Fix: install one (Debian: openjdk-17-jre-headless) and let JAVA_HOME name its folder."
    )


def java_version(java: Path) -> str | None:
    """The major version of a Java, None where there is none."""
    if not java.exists():
        return None
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    return version and version[1]


WAREHOUSE = Spark
