"""Uses pages in a headless Chromium: no error, no request, zoom, sort, search, keyboard, pictures. Prints what it saw."""

import pathlib
import shutil
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


def browser(width: int, scheme: str) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--hide-scrollbars", f"--window-size={width},1400"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 1400, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    return driver


def check(condition: object, what: str) -> None:
    if not condition:
        sys.exit(f"FAILED: {what}")
    print(f"ok    {what}")


def opened(driver: webdriver.Chrome, page: pathlib.Path) -> float:
    start = time.monotonic()
    driver.get(page.resolve().as_uri())
    driver.execute_script("return document.body.offsetHeight")
    return time.monotonic() - start


def quiet(driver: webdriver.Chrome, page: pathlib.Path) -> None:
    check(not driver.get_log("browser"), "nothing in the console")
    sent = [row["message"] for row in driver.get_log("performance") if "requestWillBeSent" in row["message"]]
    asked = [row for row in sent if page.name not in row]
    check(not asked, "no request but for the page itself")


def use(driver: webdriver.Chrome) -> None:
    def numbers() -> list[int]:
        cells = driver.find_elements(By.CSS_SELECTOR, "#functions tbody td:first-child")
        return [int(cell.text) for cell in cells]

    def box() -> str:
        return driver.find_element(By.CSS_SELECTOR, "#map svg").get_dom_attribute("viewBox")

    before = numbers()
    check(before == sorted(before, reverse=True), "the worst functions come first")
    head = driver.find_element(By.CSS_SELECTOR, "#functions thead th button")
    head.send_keys(Keys.ENTER)
    check(numbers() == sorted(numbers()), "a head sorts, by the keyboard")
    head.click()
    name = driver.find_element(By.CSS_SELECTOR, "#functions tbody tr:nth-child(2) td:nth-child(4)").text
    driver.find_element(By.ID, "search").send_keys(name)
    found = driver.find_elements(By.CSS_SELECTOR, "#functions tbody td:nth-child(4)")
    check(found and all(name.lower() in cell.text.lower() for cell in found), f"searching finds {name}")
    driver.find_element(By.ID, "search").send_keys(Keys.CONTROL, "a")
    driver.find_element(By.ID, "search").send_keys(Keys.DELETE)

    whole = box()
    inside = driver.find_elements(By.CSS_SELECTOR, "#inside button")
    check(inside, "directories can be reached by the keyboard")
    inside[0].send_keys(Keys.ENTER)
    check(box() != whole, "choosing a directory zooms in")
    check(driver.switch_to.active_element.tag_name == "button", "and the focus stays")
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    check(box() == whole, "Escape zooms out")
    rectangle = driver.find_element(By.CSS_SELECTOR, "#map g > rect[data-v]")
    webdriver.ActionChains(driver).move_to_element(rectangle).perform()
    told = driver.find_element(By.ID, "told").text
    check("lines of code" in told, f"a file is told: {told}")
    webdriver.ActionChains(driver).click(rectangle).perform()
    check(box() != whole, "a click zooms in")
    before = [it.get_attribute("class") for it in driver.find_elements(By.CSS_SELECTOR, "#map rect[data-v]")[:400]]
    driver.find_element(By.CSS_SELECTOR, "input[name=measure][value='2']").click()
    after = [it.get_attribute("class") for it in driver.find_elements(By.CSS_SELECTOR, "#map rect[data-v]")[:400]]
    check(before != after, "another metric is another colour")
    names = driver.execute_script(
        "return [...document.querySelectorAll('svg,input,button,section')].filter(it => !it.textContent.trim()"
        " && !it.getAttribute('aria-label') && !it.closest('label')).map(it => it.outerHTML.slice(0, 80))"
    )
    check(not names, f"everything has a name for a screen reader {names}")


def grouped(driver: webdriver.Chrome) -> None:
    rows = driver.find_elements(By.CSS_SELECTOR, "table.groups tbody tr")
    names = [row.find_element(By.CSS_SELECTOR, "th[scope=row]").text for row in rows]
    check(names, f"groups have a table: {len(names)} directories")


def printed(driver: webdriver.Chrome) -> None:
    document = driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    check(len(document) > 10_000, f"it can be printed: {len(document) * 3 // 4} bytes of PDF")


def wide(driver: webdriver.Chrome) -> None:
    beyond = driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(beyond <= 0, "nothing is wider than the window")


def main() -> None:
    tree, many, pictures = map(pathlib.Path, sys.argv[1:])
    print(f"      {tree.stat().st_size} and {many.stat().st_size} bytes")
    for scheme, width in (("light", 1200), ("dark", 1200), ("light", 400)):
        driver = browser(width, scheme)
        took = opened(driver, tree)
        print(f"      {scheme}, {width} px: open in {took:.2f} s")
        driver.save_screenshot(str(pictures / f"{scheme}-{width}.png"))
        wide(driver)
        grouped(driver)
        printed(driver)
        use(driver)
        driver.save_screenshot(str(pictures / f"{scheme}-{width}-used.png"))
        quiet(driver, tree)
        driver.quit()
    driver = browser(1200, "light")
    took = opened(driver, many)
    check(took < 2, f"20,000 files are open in {took:.2f} s (at most 2)")
    start = time.monotonic()
    driver.find_element(By.CSS_SELECTOR, "#inside button").click()
    took = time.monotonic() - start
    check(took < 1, f"and zoom in {took:.2f} s (at most 1)")
    driver.save_screenshot(str(pictures / "many.png"))
    quiet(driver, many)
    driver.quit()


main()
