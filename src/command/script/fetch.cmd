rem For Windows 10 or newer, which has curl and certutil. Files lie in fetch-files.tsv, a row each: number, MD5s, bytes, name, the same
rem with backslashes, folder, addresses. Names are read with delayed expansion off and used with it on, so that no character of a name
rem is read by the shell.
set "NoDefaultCurrentDirectoryInExePath=1"
set "list=%CD%\fetch-files.tsv"
set "failed_list=%CD%\failed.txt"
set "wait_for=5"
if defined IGSR_FETCH_WAIT set "wait_for=%IGSR_FETCH_WAIT%"
curl.exe --version >nul 2>nul
if errorlevel 1 (
  echo There is no curl.exe here. Windows 10 of 2018 and newer have it; elsewhere, use PowerShell: --shell powershell.>&2
  set "result=2"
  goto end
)
if not exist "%list%" (
  echo fetch-files.tsv is not in this folder: it belongs to this script.>&2
  set "result=2"
  goto end
)
if not exist "%dest%\" mkdir "%dest%"
cd /d "%dest%"
if errorlevel 1 (
  set "result=2"
  goto end
)
if not exist "%parts%\" mkdir "%parts%"
if defined https_proxy echo By the proxy that https_proxy names.

set "round="
set /a right=0, unchecked=0, left=0, needed_mb=0, needed_bytes=0
type nul >"%parts%\todo"
for /f "usebackq tokens=1-7* delims=	" %%G in ("%list%") do (
  set "number=%%G"& set "md5s=%%H"& set "size=%%I"& set "name=%%J"& set "place=%%K"& set "folder=%%L"& set "url=%%M"& set "rest=%%N"
  call :check
)
echo %right% of %total% files are here and right.
call :check_space
if defined full (
  set "result=1"
  goto end
)

set "round=1"
:next_round
if "%left%"=="0" goto report
if %round% gtr %rounds% goto report
if %round% gtr 1 (
  echo Round %round%: %left% files again, from the next mirror where there is one, in %wait_for% seconds.
  call :wait
)
move /y "%parts%\todo" "%parts%\now" >nul
type nul >"%parts%\todo"
set "left=0"
for /f "usebackq tokens=1-7* delims=	" %%G in ("%parts%\now") do (
  set "number=%%G"& set "md5s=%%H"& set "size=%%I"& set "name=%%J"& set "place=%%K"& set "folder=%%L"& set "url=%%M"& set "rest=%%N"
  call :fetch
)
echo %right% of %total% files are here and right.
set /a round+=1
goto next_round

:report
if not "%unchecked%"=="0" echo %unchecked% of them by size or presence only: no MD5 is known for these.
if not "%left%"=="0" (
  type nul >"%failed_list%"
  for /f "usebackq tokens=4 delims=	" %%J in ("%parts%\todo") do >>"%failed_list%" echo.%%J
  echo %left% of %total% files failed; their names are in failed.txt. Run the same again: it fetches only these.>&2
  set "result=1"
  goto end
)
if not "%right%"=="%total%" (
  echo Only %right% of %total% files could be judged: fetch-files.tsv is not that of this script.>&2
  set "result=2"
  goto end
)
if exist "%failed_list%" del "%failed_list%"
rmdir /s /q "%parts%"
set "result=0"
goto end

rem Values of ASCII alone stand in percent signs in what follows: delayed expansion does not reach all places where they stand.

rem Counts a file that is right. Else what is wrong moves aside, so that it is not taken for finished, and its row is kept.
:check
for %%P in ("%place%") do set "bytes=%%~zP"
setlocal EnableDelayedExpansion
rem certutil would take a name that begins with a hyphen for an option.
set "file=.\!place!"
call :state_of
if "!state!"=="wrong" move /y "!place!" "!parts!\!number!.wrong" >nul
if "!state!"=="short" if not exist "!parts!\!number!.part" move /y "!place!" "!parts!\!number!.part" >nul
endlocal & set "state=%state%"
if "%state%"=="right" goto count_right
if "%size%"=="-" goto keep
set "padded=000000000000000000%size%"
set /a needed_mb+=1%padded:~-15,9% - 1000000000, needed_bytes+=1%padded:~-6% - 1000000
set /a needed_mb+=needed_bytes / 1000000, needed_bytes%%=1000000
goto keep

:count_right
set /a right+=1
if "%md5s%"=="-" set /a unchecked+=1
goto :eof

:keep
set /a left+=1
setlocal EnableDelayedExpansion
set "urls=!url!"
if defined rest if defined round (set "urls=!rest!	!url!") else set "urls=!url!	!rest!"
>>"!parts!\todo" echo !number!	!md5s!	!size!	!name!	!place!	!folder!	!urls!
endlocal
goto :eof

rem Says what a file is: right, missing, short or wrong. Where no MD5 is known the size decides, and where none is known, that
rem something is there.
:state_of
set "state=missing"
if not exist "!file!" goto :eof
set "state=right"
set "have=000000000000000000!bytes!"
set "want=000000000000000000!size!"
if not "!size!"=="-" (
  if "%have:~-18%" lss "%want:~-18%" set "state=short"
  if "%have:~-18%" gtr "%want:~-18%" set "state=wrong"
)
if "!size!!md5s!!bytes!"=="--0" set "state=wrong"
if not "!state!"=="right" goto :eof
if "!md5s!"=="-" goto :eof
call :sum_of
set "state=wrong"
for %%T in (%md5s%) do if "%%T"=="!sum!" set "state=right"
goto :eof

:part_state
set "bytes=0"
for %%N in ("%parts%\%number%.part") do if exist "!file!" set "bytes=%%~zN"
goto state_of

rem certutil refuses an empty file.
:sum_of
set "sum=d41d8cd98f00b204e9800998ecf8427e"
if "!bytes!"=="0" goto :eof
set "sum="
certutil.exe -hashfile "!file!" MD5 >"!parts!\sum" 2>nul
for /f "usebackq skip=1 delims=" %%S in ("%parts%\sum") do if not defined sum set "sum=%%S"
if defined sum set "sum=%sum: =%"
goto :eof

rem Asks a mirror for what is missing of a file; each round asks the next one. curl continues by itself, waits as servers ask by
rem Retry-After, and reads the proxies of https_proxy and no_proxy.
:fetch
setlocal EnableDelayedExpansion
set "file=!parts!\!number!.part"
call :part_state
if not "!state!"=="right" (
  rem Without an MD5, nothing would tell whether two halves are of one file.
  if "!md5s!"=="-" if exist "!file!" del "!file!"
  if "!state!"=="wrong" if not "!size!"=="-" if exist "!file!" del "!file!"
  if "!size!"=="0" type nul >"!file!"
  set "before=!bytes!"
  curl.exe -q --globoff --fail --location --continue-at - --silent --show-error --retry 3 --connect-timeout 30 --speed-limit 1 --speed-time 60 --output "!file!" "!url!"
  set "curl=!errorlevel!"
  call :part_state
  if "!state!"=="wrong" call :drop_unless_short
)
if "!state!"=="right" call :take
endlocal & set "state=%state%"
if "%state%"=="right" goto count_right
goto keep

:take
if not exist "!folder!\" mkdir "!folder!"
move /y "!file!" "!place!" >nul
if exist "!file!" set "state=unwritable"
goto :eof

rem Removes a wrong file, unless it may be the beginning of the right one: its size is not known, and more of it has come.
:drop_unless_short
if "!size!"=="-" if not "!curl!"=="0" if not "!bytes!"=="!before!" goto :eof
del "!file!"
goto :eof

:check_space
set "free="
for /f "tokens=3" %%S in ('dir /-c "%parts%"') do set "free=%%S"
if not defined free goto :eof
if defined IGSR_FETCH_IGNORE_SPACE goto :eof
for /f "delims=0123456789" %%X in ("%free%") do goto :eof
set "have=000000000000000000%free%"
set "want=000000000000%needed_mb%000000"
if "%have:~-18%" geq "%want:~-18%" goto :eof
echo There are %free% bytes free, and more than %needed_mb%000000 are still needed. To go on all the same, set IGSR_FETCH_IGNORE_SPACE to 1.>&2
set "full=1"
goto :eof

:wait
set /a pings=wait_for + 1
if %wait_for% gtr 0 ping.exe -n %pings% 127.0.0.1 >nul
set /a wait_for*=2
goto :eof

:end
chcp %page% >nul 2>nul
exit /b %result%
