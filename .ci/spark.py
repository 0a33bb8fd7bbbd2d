"""Sends each line of a file through a command, in Apache Spark: spark.py LINES COMMAND FOLDER."""

import sys

from pyspark.sql import SparkSession

lines, command, folder = sys.argv[1:]
# Two workers; a part whose command fails is done again, up to four times.
spark = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
spark.sparkContext.textFile(lines, 4).pipe(command, checkCode=True).saveAsTextFile(folder)
